/**
 * What the server has yet to hear of offers: that this screen shows them, and which
 * were declined. Without a network it is sent later, while the page is open.
 */
export class OfferReports {
    constructor(connection) {
        this.connection = connection;
        this.shown = new Set();
        this.declined = new Set();
        this.isTelling = false;
    }

    /** Say once that these are shown: until then they count as not told. */
    async show(cards) {
        const ids = cards
            .filter((card) => !card.is_shown && !this.shown.has(card.offer_id))
            .map((card) => card.offer_id);
        if (this.isTelling || !ids.length) {
            return;
        }
        this.isTelling = true;
        try {
            await this.connection.call("offers/shown", {offer_ids: ids});
            ids.forEach((id) => this.shown.add(id));
        } catch {
            // Said again, as long as they are shown.
        }
        this.isTelling = false;
    }

    decline(ids) {
        ids.forEach((id) => this.declined.add(id));
        return this.sendDeclined();
    }

    async sendDeclined() {
        for (const id of [...this.declined]) {
            this.declined.delete(id);
            try {
                await this.connection.call("offer/decline", {offer_id: id});
            } catch (error) {
                if (error.kind !== "refused") {
                    this.declined.add(id);
                }
            }
        }
    }
}
