/**
 * Return the id of the card that an arrow key leads to, null for none.
 *
 * Up and down stay in the column; left and right go to the nearest column with cards, at
 * the same height or its last card.
 */
export function neighbour(columns, id, key) {
    const filled = columns.filter((column) => column.cards.length);
    const x = filled.findIndex(({cards}) => cards.some((card) => card.id === id));
    const y = filled[x].cards.findIndex((card) => card.id === id);
    const [dx, dy] = {
        ArrowUp: [0, -1],
        ArrowDown: [0, 1],
        ArrowLeft: [-1, 0],
        ArrowRight: [1, 0],
    }[key] || [0, 0];
    const cards = filled[x + dx]?.cards;
    if (!cards || (!dx && !dy)) {
        return null;
    }
    const card = dx ? cards[Math.min(y, cards.length - 1)] : cards[y + dy];
    return card ? card.id : null;
}
