/**
 * Ask an address of ours for news.
 *
 * @param {String} url
 * @param {"text"|"json"} kind of the answer
 * @param {Number} patience in milliseconds
 * @returns {Promise<String|Object|null>} null when it cannot be had: no network, too
 *     slow, an error, or signed out and so led elsewhere
 */
export async function askFresh(url, kind, patience) {
    try {
        const response = await fetch(url, {
            cache: "no-store",
            signal: AbortSignal.timeout(patience),
        });
        return response.ok && !response.redirected ? await response[kind]() : null;
    } catch (error) {
        if (["TypeError", "TimeoutError", "SyntaxError"].includes(error.name)) {
            return null;
        }
        throw error;
    }
}
