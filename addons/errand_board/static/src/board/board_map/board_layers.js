import {_t} from "@web/core/l10n/translation";
import {ago, isLive, stopsLeft} from "../board_lib";

const at = ({latitude, longitude}) => [latitude, longitude];
const ICONS = {pickup: "fa-arrow-up", dropoff: "fa-arrow-down"};

/**
 * Draw couriers, stops, and a line from each courier along the stops that are left.
 *
 * Returns the layers with ``bounds`` of all and of what is ``chosen``.
 */
export function drawBoard(L, map, props) {
    const layers = L.featureGroup().addTo(map);
    layers.bounds = L.latLngBounds([]);
    layers.chosen = L.latLngBounds([]);
    const places = new Map(props.people.map((one) => [one.id, one.position]));
    for (const card of props.cards) {
        drawTask(L, layers, card, places.get(card.worker?.id), props);
    }
    for (const person of props.people) {
        if (person.position) {
            drawPerson(L, layers, person, props);
        }
    }
    return layers;
}

function drawTask(L, layers, card, place, props) {
    const isChosen = card.id === props.taskId;
    const isLit = Boolean(props.workerId) && card.worker?.id === props.workerId;
    const stops = stopsLeft(card);
    for (const stop of stops) {
        drawStop(L, layers, card, stop, {isChosen, isLit, onTask: props.onTask});
    }
    const way = [...(place ? [place] : []), ...stops].map(at);
    if (way.length > 1 && (card.worker || isChosen)) {
        // Dashed: a way from where somebody was, not is.
        const dashArray = isLive(place, props.now) ? null : "4 8";
        drawWay(L, layers, way, isChosen || isLit, dashArray);
    }
}

function drawStop(L, layers, card, stop, {isChosen, isLit, onTask}) {
    const state = card.late.length ? "late" : card.column;
    const frame = isChosen || isLit ? " o_errand_board_pin_chosen" : "";
    const title = `${card.number} ${stop.address}`;
    const marker = L.marker(at(stop), {
        icon: L.divIcon({
            className: `o_errand_board_pin o_errand_board_pin_${state}${frame}`,
            html: `<i class="fa ${ICONS[stop.kind]}"></i>`,
            iconSize: [24, 24],
        }),
        title,
        alt: title,
        zIndexOffset: isChosen ? 1000 : 0,
    }).addTo(layers);
    marker.on("click", () => onTask(card.id));
    layers.bounds.extend(at(stop));
    if (isChosen) {
        layers.chosen.extend(at(stop));
    }
}

function drawWay(L, layers, way, isBold, dashArray) {
    L.polyline(way, {
        className: `o_errand_board_way${isBold ? " o_errand_board_way_chosen" : ""}`,
        dashArray,
        interactive: false,
    })
        .addTo(layers)
        .bringToBack();
}

function drawPerson(L, layers, person, {workerId, now, onWorker}) {
    const isChosen = person.id === workerId;
    const isHere = isLive(person.position, now);
    const label = document.createElement("span");
    const name = document.createElement("b");
    name.textContent = person.name;
    label.append(name);
    if (!isHere) {
        const seen = document.createElement("small");
        seen.textContent = _t("last seen %s", ago(person.position.at, now));
        label.append(seen);
    }
    const marker = L.marker(at(person.position), {
        icon: L.divIcon({
            className:
                "o_errand_board_courier" +
                (isHere ? " o_errand_board_live" : "") +
                (isChosen ? " o_errand_board_pin_chosen" : ""),
            html: label,
            iconSize: null,
        }),
        alt: person.name,
        zIndexOffset: isChosen ? 1000 : 500,
    }).addTo(layers);
    marker.on("click", () => onWorker(person.id));
    layers.bounds.extend(at(person.position));
    if (isChosen) {
        layers.chosen.extend(at(person.position));
    }
}
