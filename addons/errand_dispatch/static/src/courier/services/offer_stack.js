/** The cards of offers, one of them on top: which, while cards come and go. */
export class OfferStack {
    /** @param {{cards: Object[], chosenId: number|null}} state of the offers */
    constructor(state) {
        this.state = state;
    }

    placeOf(id) {
        return this.state.cards.findIndex((card) => card.id === id);
    }

    /** Have these cards; the one that is being read stays on top, else its neighbour. */
    lay(cards) {
        const {chosenId} = this.state;
        if (!cards.some((card) => card.id === chosenId)) {
            const neighbour = cards[this.placeOf(chosenId)] || cards[0];
            this.state.chosenId = neighbour?.id ?? null;
        }
        this.state.cards = cards;
    }

    /** Turn to the next, or with -1 to the previous; from the last on to the first. */
    leaf(by) {
        const {cards, chosenId} = this.state;
        const place = (this.placeOf(chosenId) + by) % cards.length;
        this.state.chosenId = cards.at(place)?.id ?? null;
    }
}
