import {browser} from "@web/core/browser/browser";
import {rpc} from "@web/core/network/rpc";

/** What a browser wants of the server's key: bytes, not base64. */
function bytesOf(key) {
    const base64 = key.replace(/-/g, "+").replace(/_/g, "/");
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** Whether this browser takes pushes for a service worker, and how that is changed. */
export class PushClient {
    /**
     * @param {string} worker path of the service worker
     * @param {string} scope of the pages that it serves
     */
    constructor(worker, scope) {
        this.worker = worker;
        this.scope = scope;
    }

    /** Without HTTPS, and in some browsers, none of this exists. */
    get isSupported() {
        const {navigator, Notification} = browser;
        return Boolean(navigator.serviceWorker && Notification && window.PushManager);
    }

    /** @returns {Promise<"none"|"blocked"|"off"|"on">} */
    async state() {
        if (!this.isSupported) {
            return "none";
        }
        if (browser.Notification.permission === "denied") {
            return "blocked";
        }
        return (await this.subscription()) ? "on" : "off";
    }

    async subscription() {
        const {serviceWorker} = browser.navigator;
        const registration = await serviceWorker.getRegistration(this.scope);
        const script = registration?.active?.scriptURL || "";
        return script.endsWith(this.worker)
            ? registration.pushManager.getSubscription()
            : null;
    }

    /** Ask for the permission and subscribe. Call it from a click: browsers want one. */
    async turnOn() {
        const permission = await browser.Notification.requestPermission();
        if (permission !== "granted") {
            return permission === "denied" ? "blocked" : "off";
        }
        const {key} = await rpc("/errand/push/key");
        const subscription = await this.subscribe(bytesOf(key));
        const {endpoint, keys} = subscription.toJSON();
        await rpc("/errand/push/subscribe", {endpoint, keys});
        return "on";
    }

    async subscribe(applicationServerKey) {
        const {pushManager} = await this.registered();
        const options = {userVisibleOnly: true, applicationServerKey};
        try {
            return await pushManager.subscribe(options);
        } catch (error) {
            if (error.name !== "InvalidStateError") {
                throw error;
            }
            // Subscribed with a key that the server does not have any more.
            const old = await pushManager.getSubscription();
            await old.unsubscribe();
            return pushManager.subscribe(options);
        }
    }

    /** The registration, once its worker is active. */
    async registered() {
        const {serviceWorker} = browser.navigator;
        const {scope} = this;
        const registration = await serviceWorker.register(this.worker, {scope});
        const worker = registration.installing || registration.waiting;
        if (worker && !registration.active) {
            await new Promise((resolve, reject) => {
                worker.addEventListener("statechange", () => {
                    if (worker.state === "activated") {
                        resolve();
                    } else if (worker.state === "redundant") {
                        reject(new Error("The service worker did not start."));
                    }
                });
            });
        }
        return registration;
    }

    async turnOff() {
        const subscription = await this.subscription();
        if (subscription) {
            const {endpoint} = subscription;
            await subscription.unsubscribe();
            await rpc("/errand/push/unsubscribe", {endpoint});
        }
        return "off";
    }
}
