const MAX_SIDE = 1600;
const QUALITY = 0.82;

/**
 * Return a photo made small, as base64 of a JPEG. Drawn anew: where it was taken, and
 * all else that a camera writes beside the picture, stays on the phone.
 *
 * @param {Blob} file
 * @throws {Error} it is no picture that this browser can read
 */
export async function shrinkPhoto(file) {
    const bitmap = await createImageBitmap(file, {imageOrientation: "from-image"});
    const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const context = canvas.getContext("2d");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return base64Of(canvas.toDataURL("image/jpeg", QUALITY));
}

export function base64Of(dataUrl) {
    return dataUrl.slice(dataUrl.indexOf(",") + 1);
}
