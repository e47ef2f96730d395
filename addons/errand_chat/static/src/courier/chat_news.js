import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

/** Says that a message waits, wherever the courier is in the app. */
export class ChatNews {
    constructor(services) {
        Object.assign(this, services);
    }

    listen() {
        this.bus.subscribe("errand/chat", (news) => this.onMessage(news));
    }

    async onMessage({id}) {
        await this.courier.refresh();
        const job = this.courier.jobs.find((held) => held.id === id);
        this.alerts.play("good");
        this.notices.add(
            job ? _t("New message: %s", job.number) : _t("You have a new message"),
            {action: {name: _t("Open"), run: () => this.open(id)}}
        );
    }

    open(id) {
        window.location.assign(`/courier/chat/${id}`);
    }
}

export const chatNewsService = {
    dependencies: ["bus_service", "courier", "courier_alerts", "courier_notices"],
    start(env, services) {
        const news = new ChatNews({
            bus: services.bus_service,
            courier: services.courier,
            alerts: services.courier_alerts,
            notices: services.courier_notices,
        });
        news.listen();
        return news;
    },
};

registry.category("services").add("courier_chat_news", chatNewsService);
