import {whenReady} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {mountComponent} from "@web/env";
import {CourierApp} from "../app/app";
import {alertsService} from "../services/alerts";
import {connectionService} from "../services/connection";
import {courierService} from "../services/courier";
import {jobDetailsService} from "../services/job_details";
import {liveService} from "../services/live";
import {newsService} from "../services/news";
import {noticesService} from "../services/notices";
import {offersService} from "../services/offers";
import {poolService} from "../services/pool";
import {positionService} from "../services/position";
import {positionLogService} from "../services/position_log";
import {screenService} from "../services/screen";
import {shiftService} from "../services/shift";
import {storageService} from "../services/storage";
import {tapsService} from "../services/taps";
import {wakeLockService} from "../services/wake_lock";

const SERVICES = {
    courier: courierService,
    courier_alerts: alertsService,
    courier_connection: connectionService,
    courier_job_details: jobDetailsService,
    courier_live: liveService,
    courier_news: newsService,
    courier_notices: noticesService,
    courier_offers: offersService,
    courier_pool: poolService,
    courier_position: positionService,
    courier_position_log: positionLogService,
    courier_screen: screenService,
    courier_shift: shiftService,
    courier_storage: storageService,
    courier_taps: tapsService,
    courier_wake_lock: wakeLockService,
    // The bus tells through it that a page is out of date.
    notification: {
        dependencies: ["courier_notices"],
        start: (env, {courier_notices: notices}) => ({
            add: (text, {buttons = []} = {}) =>
                notices.add(text, {
                    sticky: true,
                    action: buttons[0] && {
                        name: buttons[0].name,
                        run: buttons[0].onClick,
                    },
                }),
        }),
    },
};

for (const [name, service] of Object.entries(SERVICES)) {
    registry.category("services").add(name, service);
}

navigator.serviceWorker
    ?.register("/courier/service-worker.js", {scope: "/courier"})
    .catch(() => {}); // without it the app still works, only not offline

whenReady(() => mountComponent(CourierApp, document.body));
