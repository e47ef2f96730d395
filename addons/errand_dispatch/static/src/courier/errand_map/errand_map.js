/* global L */
import {
    Component,
    onMounted,
    onWillStart,
    onWillUnmount,
    useEffect,
    useRef,
    useState,
} from "@odoo/owl";
import {loadCSS, loadJS} from "@web/core/assets";
import {session} from "@web/session";

const LEAFLET = "/errand_base/static/lib/leaflet/leaflet";
const CLOSE_ZOOM = 15;

/** Fetch what draws maps; whoever has no time to wait for it asks before. */
export function loadMap() {
    return Promise.all([loadCSS(`${LEAFLET}.css`), loadJS(`${LEAFLET}.js`)]);
}

/**
 * Points, me and my range. Works without a network: without tiles the background is
 * plain, without Leaflet it says so.
 */
export class ErrandMap extends Component {
    static template = "errand_dispatch.ErrandMap";
    static props = {
        points: Array,
        me: {type: [Object, {value: null}]},
        rangeKm: {type: Number, optional: true},
        onChoose: {type: Function, optional: true},
    };

    setup() {
        this.root = useRef("root");
        this.state = useState({isMissing: false});
        this.frame = "";
        onWillStart(async () => {
            try {
                await loadMap();
            } catch {
                this.state.isMissing = true;
            }
        });
        onMounted(() => this.start());
        useEffect(
            () => this.draw(),
            () => [
                JSON.stringify([this.props.points, this.props.me, this.props.rangeKm]),
            ]
        );
        onWillUnmount(() => {
            this.resizing?.disconnect();
            this.map?.remove();
        });
    }

    start() {
        if (this.state.isMissing) {
            return;
        }
        this.map = L.map(this.root.el, {zoomControl: false, attributionControl: true});
        this.map.attributionControl.setPrefix(false);
        const {tile_url: url, attribution} = session.errand_map || {};
        if (url) {
            L.tileLayer(url, {attribution, maxZoom: 19}).addTo(this.map);
        }
        this.layer = L.layerGroup().addTo(this.map);
        this.draw();
        this.hasSize = Boolean(this.root.el.clientWidth);
        this.resizing = new ResizeObserver(() => this.onResize());
        this.resizing.observe(this.root.el);
    }

    /** In a dialog that opens after it was drawn, the map has no size before. */
    onResize() {
        this.map.invalidateSize(false);
        if (!this.hasSize && this.root.el.clientWidth) {
            this.hasSize = true;
            this.frame = "";
            this.fit();
        }
    }

    draw() {
        if (!this.map) {
            return;
        }
        this.layer.clearLayers();
        const {me, points, rangeKm} = this.props;
        if (me && rangeKm) {
            L.circle([me.latitude, me.longitude], {
                radius: rangeKm * 1000,
                className: "courier-map-range",
                interactive: false,
            }).addTo(this.layer);
        }
        if (me) {
            this.mark(me, "courier-map-me", "", false);
        }
        points.forEach((point) => this.drawPoint(point));
        this.fit();
    }

    drawPoint(point) {
        const chosen = point.isChosen ? "courier-map-chosen" : "";
        const icon = document.createElement("span");
        const symbol = document.createElement("i");
        symbol.className = `fa ${point.icon}`;
        icon.append(symbol, ` ${point.label}`);
        const marker = this.mark(
            point,
            `courier-map-point ${chosen}`,
            icon,
            Boolean(this.props.onChoose),
            point.label
        );
        marker.on("click", () => this.props.onChoose?.(point.id));
    }

    mark(point, className, html, interactive, alt = "") {
        const icon = L.divIcon({className, html, iconSize: null});
        const marker = L.marker([point.latitude, point.longitude], {
            icon,
            interactive,
            keyboard: interactive,
            alt,
        });
        return marker.addTo(this.layer);
    }

    /** Show everything, once for each set of points: then the map is the courier's. */
    fit() {
        const {me, points} = this.props;
        const frame = JSON.stringify([points.map((point) => point.id), Boolean(me)]);
        if (frame === this.frame && this.map._loaded) {
            return;
        }
        this.frame = frame;
        const corners = [...points, ...(me ? [me] : [])];
        if (corners.length) {
            const bounds = corners.map((point) => [point.latitude, point.longitude]);
            // What moves while it is taken off the page would fail.
            this.map.fitBounds(bounds, {
                padding: [44, 44],
                maxZoom: CLOSE_ZOOM,
                animate: false,
            });
        } else {
            this.map.setView([0, 0], 2);
        }
    }
}
