import {reactive} from "@odoo/owl";

const MUTE_KEY = "errand_courier_muted";
//: Frequency in Hz and start in seconds of the notes of each sound.
const TUNES = {
    pool: [
        [784, 0],
        [1047, 0.14],
    ],
    offer: [
        [880, 0],
        [1175, 0.16],
        [880, 0.32],
        [1175, 0.48],
        [1568, 0.7],
    ],
    good: [
        [659, 0],
        [784, 0.1],
        [1047, 0.2],
    ],
    bad: [
        [440, 0],
        [330, 0.18],
    ],
};
const BUZZ = {
    pool: [120],
    offer: [250, 120, 250, 120, 400],
    good: [60, 60, 60],
    bad: [300, 100, 300],
};

/** Sound, vibration and the badge on the app's icon. */
export class Alerts {
    constructor() {
        this.audio = null;
        this.unseen = 0;
        this.state = reactive({isMuted: localStorage.getItem(MUTE_KEY) === "1"});
    }

    /** Browsers let a page make sounds only after it was touched. */
    unlockOnTouch() {
        const unlock = () => {
            const Context = window.AudioContext || window.webkitAudioContext;
            this.audio ||= Context ? new Context() : null;
            this.audio?.resume?.();
        };
        window.addEventListener("pointerdown", unlock, {once: true});
        document.addEventListener("visibilitychange", () => {
            if (!document.hidden) {
                this.clearBadge();
            }
        });
    }

    toggleMute() {
        this.state.isMuted = !this.state.isMuted;
        localStorage.setItem(MUTE_KEY, this.state.isMuted ? "1" : "");
    }

    /** @param {"pool"|"offer"|"good"|"bad"} name */
    play(name) {
        if (document.hidden) {
            this.setBadge(this.unseen + 1);
        }
        if (this.state.isMuted) {
            return;
        }
        if (navigator.userActivation?.hasBeenActive) {
            navigator.vibrate?.(BUZZ[name]);
        }
        if (this.audio?.state === "running") {
            TUNES[name].forEach(([frequency, start]) => this.note(frequency, start));
        }
    }

    note(frequency, start) {
        const at = this.audio.currentTime + start;
        const tone = this.audio.createOscillator();
        const volume = this.audio.createGain();
        tone.frequency.value = frequency;
        volume.gain.setValueAtTime(0.0001, at);
        volume.gain.exponentialRampToValueAtTime(0.3, at + 0.02);
        volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.25);
        tone.connect(volume).connect(this.audio.destination);
        tone.start(at);
        tone.stop(at + 0.3);
    }

    setBadge(count) {
        this.unseen = count;
        const title = document.title.replace(/^\(\d+\) /, "");
        document.title = count ? `(${count}) ${title}` : title;
        // Only installed apps have a badge; others refuse, which changes nothing.
        navigator.setAppBadge?.(count).catch(() => {});
    }

    clearBadge() {
        if (this.unseen) {
            this.setBadge(0);
        }
    }
}

export const alertsService = {
    start() {
        const alerts = new Alerts();
        alerts.unlockOnTouch();
        return alerts;
    },
};
