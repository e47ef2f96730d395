import {Component, onMounted, onWillUnmount, useRef, useState} from "@odoo/owl";
import {Composer} from "@mail/core/common/composer";
import {Thread} from "@mail/core/common/thread";
import {Call} from "@mail/discuss/call/common/call";
import {useMessageScrolling} from "@mail/utils/common/hooks";
import {_t} from "@web/core/l10n/translation";
import {rpc, rpcBus} from "@web/core/network/rpc";
import {useBus, useService} from "@web/core/utils/hooks";
import {keepOnlyOurs} from "./discuss_overrides";
import {RouteWatch} from "./route_watch";

const TICK_MS = 1000;

keepOnlyOurs();

/** The chat of one errand: who is here, what was said, and a call (R0.10). */
export class ChatPage extends Component {
    static template = "errand_chat.ChatPage";
    static components = {Call, Composer, Thread};
    static props = ["*"];

    setup() {
        this.page = odoo.errand_chat;
        this.store = useService("mail.store");
        this.rtc = useService("discuss.rtc");
        this.root = useRef("root");
        this.messageHighlight = useMessageScrolling();
        this.state = useState({
            jump: 0,
            noRoute: false,
            isAsking: false,
            isOnline: navigator.onLine,
            error: "",
        });
        this.routeWatch = new RouteWatch();
        this.clockOffset = new Date(this.page.now).getTime() - Date.now();
        useBus(this.env.bus, "discuss.channel/new_message", () => this.onMessage());
        useBus(rpcBus, "RPC:RESPONSE", ({detail}) => this.onAnswer(detail));
        onMounted(() => this.start());
        onWillUnmount(() => clearInterval(this.ticking));
    }

    start() {
        this.thread.fetchChannelMembers();
        this.ticking = setInterval(() => this.tick(), TICK_MS);
        document.addEventListener("visibilitychange", () => this.markRead());
        for (const event of ["online", "offline"]) {
            window.addEventListener(event, () => {
                this.state.isOnline = navigator.onLine;
            });
        }
        this.markRead();
    }

    get thread() {
        return this.store.discuss.thread;
    }

    get info() {
        return this.thread.errand_chat || {};
    }

    get isClosed() {
        return this.thread.isErrandClosed;
    }

    get isEmpty() {
        return this.thread.isLoaded && !this.thread.messages.length;
    }

    get isInCall() {
        return Boolean(this.rtc.selfSession?.in(this.thread.rtc_session_ids));
    }

    get isSupportHere() {
        return this.info.is_support_asked;
    }

    get reopenUrl() {
        return window.location.pathname;
    }

    get people() {
        const roles = {
            customer: _t("Customer"),
            courier: _t("Courier"),
            recipient: _t("Recipient"),
            support: _t("Support"),
        };
        return this.thread.channel_member_ids
            .filter((member) => member.persona)
            .map((member) => ({
                id: member.id,
                name: member.persona.eq(this.store.self)
                    ? _t("You")
                    : member.persona.name,
                role: roles[member.errand_role] || "",
                isHere: ["online", "away"].includes(member.persona.im_status),
            }));
    }

    onMessage() {
        this.thread.fetchChannelMembers();
        this.markRead();
    }

    /** Tell why a message was not taken: Discuss shows only that it was not. */
    onAnswer({data, error}) {
        if (!("post_data" in data.params)) {
            return;
        }
        this.state.error = "";
        if (error) {
            this.state.error =
                error.data?.message ||
                _t(
                    "Not sent: no connection. Tap the sign at the message to repeat it."
                );
            // It may have been closed meanwhile; without a network that is no news.
            this.store.fetchChannel(this.thread.id).catch(() => {});
        }
    }

    markRead() {
        if (!document.hidden) {
            this.thread.markAsRead();
        }
    }

    /** Close by the clock, and notice a call that reaches nobody. */
    tick(now = Date.now()) {
        const closesAt = this.info.closes_at && new Date(this.info.closes_at);
        if (closesAt && now + this.clockOffset >= closesAt.getTime()) {
            this.thread.errand_is_over = true;
            this.render();
        }
        const others = this.isInCall
            ? this.thread.rtc_session_ids.filter((session) =>
                  session.notEq(this.rtc.selfSession)
              )
            : [];
        const states = others.map((session) => session.connectionState);
        if (this.routeWatch.isLost(states, now)) {
            this.state.noRoute = true;
        } else if (others.length) {
            this.state.noRoute = false;
        }
        if (this.isClosed && this.isInCall) {
            this.rtc.leaveCall(this.thread);
        }
    }

    async toggleCall() {
        this.state.noRoute = false;
        if (!this.isInCall && this.rtc.microphonePermission !== "granted") {
            // Else Discuss would join without a voice.
            await this.rtc.askForBrowserPermission({audio: true});
        }
        await this.rtc.toggleCall(this.thread);
    }

    async hangUpForText() {
        this.state.noRoute = false;
        await this.rtc.leaveCall(this.thread);
        this.thread.composer.autofocus++;
    }

    async askSupport() {
        this.state.isAsking = true;
        this.state.error = "";
        try {
            this.thread.errand_chat = await rpc("/errand/chat/support", {
                channel_id: this.thread.id,
            });
            await this.thread.fetchChannelMembers();
        } catch (error) {
            this.state.error =
                error.data?.message || _t("No connection. Please try again.");
        }
        this.state.isAsking = false;
    }
}
