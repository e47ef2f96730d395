import {composerActionsRegistry} from "@mail/core/common/composer_actions";
import {Message} from "@mail/core/common/message_model";
import {fields} from "@mail/core/common/record";
import {Thread as ThreadView} from "@mail/core/common/thread";
import {Thread} from "@mail/core/common/thread_model";
import {ChannelMember} from "@mail/discuss/core/common/channel_member_model";
import "@mail/discuss/core/public/thread_model_patch";
import {registry} from "@web/core/registry";
import {patch} from "@web/core/utils/patch";

//: What belongs to one room about one errand. All else of Discuss is taken away.
const MESSAGE_ACTIONS = [
    "reaction",
    "reactions",
    "reply-to",
    "edit",
    "delete",
    "copy-message",
];
const COMPOSER_ACTIONS = [
    "send-message",
    "add-emoji",
    "upload-files",
    "voice-start",
    "voice-stop",
    "voice-recording",
];
const CALL_ACTIONS = ["mute", "deafen", "camera-on", "switch-camera", "disconnect"];

function keepOnly(category, names) {
    const entries = registry.category(category);
    for (const [name] of entries.getEntries()) {
        if (!names.includes(name)) {
            entries.remove(name);
        }
    }
}

export function keepOnlyOurs() {
    keepOnly("mail.message/actions", MESSAGE_ACTIONS);
    keepOnly("mail.composer/actions", COMPOSER_ACTIONS);
    keepOnly("discuss.call/actions", CALL_ACTIONS);
    // Beside the text, not behind a plus: a thumb finds them at once.
    composerActionsRegistry.get("upload-files").sequenceQuick = 10;
    composerActionsRegistry.get("voice-start").sequenceQuick = 15;
    composerActionsRegistry.get("voice-stop").sequenceQuick = 15;
}

patch(Thread.prototype, {
    setup() {
        super.setup();
        /** What the server says of an order's chat: see ``_chat_info``. */
        this.errand_chat = fields.Attr(undefined);
        this.errand_is_over = false;
    },
    get isErrandClosed() {
        return Boolean(this.errand_chat?.is_closed || this.errand_is_over);
    },
    /** The page itself shows the thread, no window of Discuss does. */
    computeIsDisplayed() {
        return this.eq(this.store.discuss.thread) || super.computeIsDisplayed();
    },
    /** The address stays ours: it is the one that may be opened again. */
    setActiveURL() {},
});

patch(ThreadView.prototype, {
    /** "This is the start of the group" says nothing here; the page has its own words. */
    get showStartMessage() {
        return false;
    },
});

patch(ChannelMember.prototype, {
    setup() {
        super.setup();
        this.errand_role = fields.Attr(undefined);
    },
});

patch(Message.prototype, {
    get editable() {
        return super.editable && !this.thread?.isErrandClosed;
    },
    canAddReaction(thread) {
        return super.canAddReaction(thread) && !this.thread?.isErrandClosed;
    },
    canReplyTo(thread) {
        return super.canReplyTo(thread) && !this.thread?.isErrandClosed;
    },
});
