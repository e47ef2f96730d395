/**
 * A new key for one wish of the courier. The server answers the same key with the
 * same answer, so a wish may be sent again when its answer was lost.
 */
export function newKey() {
    if (crypto.randomUUID) {
        return crypto.randomUUID();
    }
    // Browsers offer randomUUID on safe origins only.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
