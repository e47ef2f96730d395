/** Let the offers hear of all that may have changed them. */
export function followNews(offers) {
    const {bus, connection, courier} = offers;
    courier.bus.addEventListener("changed", () => offers.onState());
    bus.subscribe("errand/offer", () => offers.refresh());
    bus.subscribe("errand/offer_gone", (news) => offers.onGone(news.offers));
    bus.subscribe("errand/pool", ({ids}) => offers.onPool(ids));
    for (const type of ["BUS:CONNECT", "BUS:RECONNECT"]) {
        bus.addEventListener(type, () => offers.refresh());
    }
    connection.bus.addEventListener("back", () => offers.refresh());
    document.addEventListener("visibilitychange", () => {
        if (!document.hidden) {
            offers.sendAgain();
            offers.refresh();
        }
    });
}
