const EVERY_MS = 5000;
const RINGS = 3;

/** A phone in a pocket, on a loud street: it rings more than once. */
export class OfferBell {
    constructor(alerts) {
        this.alerts = alerts;
        this.rings = RINGS;
        this.rangAt = 0;
    }

    start(now) {
        this.rings = 0;
        this.ring(now);
    }

    hush() {
        this.rings = RINGS;
    }

    /** Ring again while it is ignored. */
    tick(now) {
        if (this.rings < RINGS && now - this.rangAt >= EVERY_MS) {
            this.ring(now);
        }
    }

    ring(now) {
        this.rings++;
        this.rangAt = now;
        this.alerts.play("offer");
    }
}
