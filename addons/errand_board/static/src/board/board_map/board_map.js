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
import {useService} from "@web/core/utils/hooks";
import {drawBoard} from "./board_layers";

const LIBRARY = "/errand_base/static/lib/leaflet/leaflet";
const CLOSE_ZOOM = 15;

/** Couriers, their stops and what is open. Without its ground the board works as well. */
export class BoardMap extends Component {
    static template = "errand_board.Map";
    static props = {
        cards: Array,
        people: Array,
        now: Number,
        taskId: {type: [Number, {value: null}]},
        workerId: {type: [Number, {value: null}]},
        onTask: Function,
        onWorker: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.mapRef = useRef("map");
        this.state = useState({hasMap: true, isEmpty: false});
        this.isPlaced = false;
        onWillStart(() => this.load());
        onMounted(() => this.start());
        onWillUnmount(() => {
            this.sizes?.disconnect();
            this.map?.remove();
        });
        useEffect(
            () => this.draw(),
            () => [JSON.stringify(this.drawn)]
        );
        useEffect(
            () => this.show(),
            () => [this.props.taskId, this.props.workerId]
        );
    }

    /** What the picture depends on: minutes of age, not seconds. */
    get drawn() {
        const {cards, people, now, taskId, workerId} = this.props;
        return {cards, people, minute: Math.floor(now / 30000), taskId, workerId};
    }

    async load() {
        try {
            const [settings] = await Promise.all([
                this.orm.call("errand.board", "map_settings", []),
                loadCSS(`${LIBRARY}.css`),
                loadJS(`${LIBRARY}.js`),
            ]);
            this.settings = settings;
        } catch {
            this.state.hasMap = false;
        }
    }

    start() {
        if (!this.state.hasMap) {
            return;
        }
        const {tile_url: url, attribution} = this.settings;
        this.map = window.L.map(this.mapRef.el).setView([25, 60], 2);
        this.map.attributionControl.setPrefix(false);
        window.L.tileLayer(url, {attribution, maxZoom: 19}).addTo(this.map);
        this.sizes = new ResizeObserver(() => this.map.invalidateSize());
        this.sizes.observe(this.mapRef.el);
        this.draw();
    }

    draw() {
        if (!this.map) {
            return;
        }
        this.layers?.remove();
        this.layers = drawBoard(window.L, this.map, this.props);
        this.state.isEmpty = !this.layers.bounds.isValid();
        if (!this.isPlaced && !this.state.isEmpty) {
            this.isPlaced = true;
            this.showAll();
        }
    }

    showAll() {
        const bounds = this.layers?.bounds;
        if (bounds?.isValid()) {
            this.map.fitBounds(bounds, {padding: [40, 40], maxZoom: CLOSE_ZOOM});
        }
    }

    /** Bring what was chosen elsewhere into sight, and leave the rest as it is. */
    show() {
        const chosen = this.layers?.chosen;
        if (chosen?.isValid() && !this.map.getBounds().contains(chosen)) {
            this.map.fitBounds(chosen, {padding: [60, 60], maxZoom: CLOSE_ZOOM});
        }
    }
}
