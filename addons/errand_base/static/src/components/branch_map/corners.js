/** The corners of a drawn area: lists of [latitude, longitude]. Nothing is changed in place. */

/** As many as the server takes. */
export const CORNERS_MAX = 200;
/** About ten centimetres: nobody draws finer. */
const DIGITS = 6;

/** Return a place as it is kept, on this side of the 180th meridian. */
export function rounded([latitude, longitude]) {
    const wrapped = ((((longitude + 180) % 360) + 360) % 360) - 180;
    const bounded = Math.min(90, Math.max(-90, latitude));
    return [bounded, wrapped].map((part) => Number(part.toFixed(DIGITS)));
}

export function moved(corners, index, corner) {
    return corners.map((old, position) => (position === index ? corner : old));
}

/** Add a corner on the edge that begins at ``index``. */
export function between(corners, index, corner) {
    return [...corners.slice(0, index + 1), corner, ...corners.slice(index + 1)];
}

export function without(corners, index) {
    return corners.filter((_corner, position) => position !== index);
}

/** Return the middle of each edge, the one that closes the area included. */
export function middles(corners) {
    return corners.map((corner, index) => {
        const next = corners[(index + 1) % corners.length];
        return rounded([(corner[0] + next[0]) / 2, (corner[1] + next[1]) / 2]);
    });
}

/** Return a typed number within -limit and limit, null when it is none. */
export function readNumber(text, limit) {
    const number = text.trim() ? Number(text.trim().replace(",", ".")) : NaN;
    return Math.abs(number) <= limit ? Number(number.toFixed(DIGITS)) : null;
}
