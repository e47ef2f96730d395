import {_t} from "@web/core/l10n/translation";
import {middles, rounded} from "./corners";

/** About ten metres of latitude: one press of an arrow key. */
const STEP = 0.0001;
const ARROWS = {
    ArrowUp: [STEP, 0],
    ArrowDown: [-STEP, 0],
    ArrowLeft: [0, -STEP],
    ArrowRight: [0, STEP],
};

export function createMap(L, el, {tile_url: url, attribution}) {
    const map = L.map(el, {scrollWheelZoom: false});
    map.attributionControl.setPrefix(false);
    L.tileLayer(url, {attribution, maxZoom: 19}).addTo(map);
    return map;
}

/**
 * Draw a branch: its pin, the area that it serves, and the handles to change them.
 *
 * Returns the layers with ``bounds``; ``remove()`` takes them off the map.
 */
export function drawBranch(L, map, {point, radius, corners, isDrawn}, options) {
    const layers = L.featureGroup().addTo(map);
    // A circle knows its bounds on a map that shows some place already: ours may not.
    const bounds = L.latLngBounds(isDrawn ? corners : []);
    if (isDrawn && corners.length > 1) {
        L.polygon(corners, {className: "o_errand_branch_area", interactive: false})
            .addTo(layers)
            .bringToBack();
    }
    if (!isDrawn && point && radius > 0) {
        L.circle(point, {
            radius: radius * 1000,
            className: "o_errand_branch_area",
            interactive: false,
        }).addTo(layers);
        bounds.extend(L.latLng(point).toBounds(radius * 2000));
    }
    if (point) {
        bounds.extend(point);
        drawPin(L, layers, point, options);
    }
    if (isDrawn) {
        drawHandles(L, layers, corners, options);
    }
    layers.bounds = bounds;
    return layers;
}

function drawHandles(L, layers, corners, options) {
    corners.forEach((corner, index) => drawCorner(L, layers, corner, index, options));
    if (options.canDraw && corners.length > 1) {
        middles(corners).forEach((middle, index) =>
            drawMiddle(L, layers, middle, index, options)
        );
    }
}

function placeOf(marker) {
    const {lat, lng} = marker.getLatLng();
    return rounded([lat, lng]);
}

function handle(L, name, size, html = "") {
    return L.divIcon({
        className: `o_errand_branch_${name}`,
        html,
        iconSize: [size, size],
        iconAnchor: name === "pin" ? [size / 2, size] : [size / 2, size / 2],
    });
}

function drawPin(L, layers, point, {canMovePoint, onPoint}) {
    const icon = handle(L, "pin", 36, '<i class="fa fa-map-marker"></i>');
    const pin = L.marker(point, {
        icon,
        draggable: canMovePoint,
        keyboard: canMovePoint,
        interactive: canMovePoint,
        alt: _t("The branch"),
    }).addTo(layers);
    pin.on("dragend", () => onPoint(placeOf(pin)));
    onKeys(pin, {onMove: onPoint});
}

function drawCorner(L, layers, corner, index, {canDraw, onCorner, onRemove}) {
    const label = _t("Corner %s", String(index + 1));
    const marker = L.marker(corner, {
        icon: handle(L, "corner", 18),
        draggable: canDraw,
        keyboard: canDraw,
        interactive: canDraw,
        title: canDraw ? label : "",
        alt: label,
    }).addTo(layers);
    marker.on("dragend", () => onCorner(index, placeOf(marker)));
    marker.on("click", () => onRemove(index));
    onKeys(marker, {
        onMove: (place) => onCorner(index, place),
        onDelete: () => onRemove(index),
    });
}

function drawMiddle(L, layers, middle, index, {onBetween}) {
    const marker = L.marker(middle, {
        icon: handle(L, "middle", 12),
        draggable: true,
        keyboard: false,
        alt: "",
    }).addTo(layers);
    marker.on("dragend", () => onBetween(index, placeOf(marker)));
    marker.on("click", () => onBetween(index, placeOf(marker)));
}

function onKeys(marker, {onMove, onDelete}) {
    marker.getElement()?.addEventListener("keydown", (ev) => {
        const step = ARROWS[ev.key];
        if (step) {
            const [latitude, longitude] = placeOf(marker);
            onMove(rounded([latitude + step[0], longitude + step[1]]));
        } else if (onDelete && ["Delete", "Backspace"].includes(ev.key)) {
            onDelete();
        } else {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
    });
}
