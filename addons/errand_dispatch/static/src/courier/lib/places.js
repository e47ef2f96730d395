const EARTH_RADIUS_M = 6371008.8;

/** Great-circle metres between two points of {latitude, longitude}. */
export function metresBetween(a, b) {
    const rad = Math.PI / 180;
    const dLat = (b.latitude - a.latitude) * rad;
    const dLon = (b.longitude - a.longitude) * rad;
    const h =
        Math.sin(dLat / 2) ** 2 +
        Math.cos(a.latitude * rad) *
            Math.cos(b.latitude * rad) *
            Math.sin(dLon / 2) ** 2;
    return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** A link that opens the phone's own navigation at a stop. */
export function navigationLink(stop, userAgent = navigator.userAgent) {
    const point = `${stop.latitude},${stop.longitude}`;
    if (/android/i.test(userAgent)) {
        const label = encodeURIComponent(stop.address || "");
        return `geo:${point}?q=${point}(${label})`;
    }
    if (/iphone|ipad|ipod/i.test(userAgent)) {
        return `https://maps.apple.com/?daddr=${point}`;
    }
    return `https://www.openstreetmap.org/directions?route=;${encodeURIComponent(point)}`;
}
