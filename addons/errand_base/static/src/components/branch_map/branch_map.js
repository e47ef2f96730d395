import {Component, onMounted, onWillStart, onWillUnmount, useEffect} from "@odoo/owl";
import {useRef, useState} from "@odoo/owl";
import {loadCSS, loadJS} from "@web/core/assets";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {drawBranch, createMap} from "./branch_layers";
import {CORNERS_MAX, between, moved, readNumber, rounded, without} from "./corners";

const LIBRARY = "/errand_base/static/lib/leaflet/leaflet";

/**
 * The point of a branch and the area that it serves, on a map.
 *
 * Everything that the mouse does can be typed below the map, so a map without its
 * ground, or none at all, never stops anybody.
 */
export class BranchMap extends Component {
    static template = "errand_base.BranchMap";
    static props = {...standardFieldProps};

    setup() {
        this.orm = useService("orm");
        this.mapRef = useRef("map");
        this.state = useState({mode: "look", hasMap: true});
        onWillStart(() => this.load());
        onMounted(() => this.showMap());
        onWillUnmount(() => this.map?.remove());
        useEffect(
            () => this.draw(),
            () => [JSON.stringify(this.shape), this.state.mode, this.props.readonly]
        );
        // Another record in the same form: look there.
        useEffect(
            () => this.lookAt(),
            () => [this.props.record.resId]
        );
    }

    // === VALUES ===

    get shape() {
        const {latitude, longitude, radius_km: radius} = this.props.record.data;
        return {
            point: latitude || longitude ? [latitude, longitude] : null,
            radius,
            corners: this.corners,
            isDrawn: this.isDrawn,
        };
    }

    get corners() {
        return this.props.record.data[this.props.name] || [];
    }

    get isDrawn() {
        return this.props.record.data.area_kind === "polygon";
    }

    get canAdd() {
        return this.corners.length < CORNERS_MAX;
    }

    get hint() {
        return {
            look: _t("Choose what to set. The fields beside and below do the same."),
            point: _t("Click where the branch is, or drag its pin."),
            draw: _t(
                "Click one corner after the other. Drag a corner to move it, or a " +
                    "small dot to add one between. Click a corner to remove it."
            ),
        }[this.state.mode];
    }

    setPoint([latitude, longitude]) {
        return this.props.record.update({latitude, longitude});
    }

    setCorners(corners) {
        return this.props.record.update({
            [this.props.name]: corners.length ? corners : false,
        });
    }

    // === MAP ===

    async load() {
        try {
            const [settings] = await Promise.all([
                this.orm.call("errand.branch", "map_settings", []),
                loadCSS(`${LIBRARY}.css`),
                loadJS(`${LIBRARY}.js`),
            ]);
            this.settings = settings;
        } catch {
            this.state.hasMap = false;
        }
    }

    showMap() {
        if (!this.state.hasMap) {
            return;
        }
        this.map = createMap(window.L, this.mapRef.el, this.settings);
        this.map.on("click", ({latlng}) => this.onMapClick(latlng));
        this.draw();
        this.lookAt();
    }

    draw() {
        if (!this.map) {
            return;
        }
        this.layers?.remove();
        const {mode} = this.state;
        this.layers = drawBranch(window.L, this.map, this.shape, {
            canMovePoint: mode === "point" && !this.props.readonly,
            canDraw: mode === "draw" && !this.props.readonly,
            onPoint: (point) => this.setPoint(point),
            onCorner: (index, corner) =>
                this.setCorners(moved(this.corners, index, corner)),
            onBetween: (index, corner) =>
                this.setCorners(between(this.corners, index, corner)),
            onRemove: (index) => this.setCorners(without(this.corners, index)),
        });
    }

    lookAt() {
        if (!this.map) {
            return;
        }
        const bounds = this.layers?.bounds;
        if (bounds?.isValid()) {
            this.map.fitBounds(bounds, {padding: [24, 24], maxZoom: 15});
        } else {
            this.map.setView([25, 60], 2);
        }
    }

    onMapClick({lat, lng}) {
        const place = rounded([lat, lng]);
        if (this.props.readonly) {
            return;
        }
        if (this.state.mode === "point") {
            return this.setPoint(place);
        }
        if (this.state.mode === "draw" && this.canAdd) {
            return this.setCorners([...this.corners, place]);
        }
    }

    // === BY HAND ===

    setMode(mode) {
        this.state.mode = this.state.mode === mode ? "look" : mode;
    }

    onType(index, part, ev) {
        const corner = [...this.corners[index]];
        const number = readNumber(ev.target.value, part ? 180 : 90);
        if (number === null) {
            ev.target.value = corner[part];
            return;
        }
        corner[part] = number;
        return this.setCorners(moved(this.corners, index, corner));
    }

    onAdd() {
        const {latitude, longitude} = this.props.record.data;
        const last = this.corners.at(-1) || rounded([latitude || 0, longitude || 0]);
        return this.setCorners([...this.corners, rounded([last[0], last[1] + 0.01])]);
    }

    onRemove(index) {
        return this.setCorners(without(this.corners, index));
    }

    onClear() {
        return this.setCorners([]);
    }
}

registry.category("fields").add("errand_branch_map", {
    component: BranchMap,
    displayName: _t("Map of a branch"),
    supportedTypes: ["json"],
    fieldDependencies: [
        {name: "latitude", type: "float"},
        {name: "longitude", type: "float"},
        {name: "radius_km", type: "float"},
        {name: "area_kind", type: "selection"},
    ],
});
