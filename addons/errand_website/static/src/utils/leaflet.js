import {loadCSS, loadJS} from "@web/core/assets";

const LIBRARY = "/errand_base/static/lib/leaflet/leaflet";

/** Load the map library, once, when the first map comes into view. */
export async function loadLeaflet() {
    await Promise.all([loadCSS(`${LIBRARY}.css`), loadJS(`${LIBRARY}.js`)]);
    return window.L;
}

/**
 * Make a map in ``el``. Without a network its ground stays plain; points and circles
 * are drawn all the same.
 */
export function createMap(L, el, options = {}) {
    const map = L.map(el, {scrollWheelZoom: false, ...options});
    map.attributionControl.setPrefix(false);
    L.tileLayer(el.dataset.tileUrl, {
        attribution: el.dataset.attribution,
        maxZoom: 19,
    }).addTo(map);
    return map;
}

/** Make the pin of one end of an errand. */
export function createPin(L, point, kind, options = {}) {
    const icon = L.divIcon({
        className: `o_errand_pin is-${kind}`,
        html: '<i class="fa fa-map-marker" aria-hidden="true"></i>',
        iconSize: [36, 44],
        iconAnchor: [18, 42],
    });
    return L.marker([point.latitude, point.longitude], {icon, ...options});
}

/** Call ``show`` when ``el`` comes near the screen; return how to stop waiting. */
export function whenVisible(el, show) {
    const observer = new IntersectionObserver(
        (entries) => {
            if (entries.some((entry) => entry.isIntersecting)) {
                observer.disconnect();
                show();
            }
        },
        {rootMargin: "200px"}
    );
    observer.observe(el);
    return () => observer.disconnect();
}
