import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {contest} from "@errand_dispatch/courier/lib/contest";
import {AssignDialog} from "./assign_dialog/assign_dialog";
import {ReasonDialog} from "./assign_dialog/reason_dialog";

/** A key for each decision: sent again, it is the same one. */
const newKey = () => `board-${crypto.randomUUID()}`;

/**
 * Giving and taking by hand. The server decides; what it says is shown, and the board is
 * loaded anew whatever it says.
 */
export function useByHand(refresh) {
    const orm = useService("orm");
    const dialog = useService("dialog");
    const notification = useService("notification");
    const action = useService("action");

    const ask = (method, args, kwargs) =>
        contest(() => orm.call("errand.board", method, args, kwargs));

    async function give(card, person, reason = null) {
        const answer = await ask("assign", [card.id, person.id, newKey()], {
            reason,
            seen: card.worker ? card.worker.id : false,
        });
        if (answer.result === "reason") {
            return askWhy(card, person, answer.message);
        }
        tell(
            answer,
            _t("%(number)s is with %(name)s now.", {
                number: card.number,
                name: person.name,
            })
        );
        return refresh();
    }

    async function askWhy(card, person, message) {
        dialog.add(ReasonDialog, {
            title: _t("Give %(number)s to %(name)s?", {
                number: card.number,
                name: person.name,
            }),
            message,
            reasons: await orm.call("errand.board", "reasons", []),
            confirmLabel: _t("Give It All the Same"),
            onChoose: (reason) => give(card, person, reason),
        });
    }

    async function takeBack(card, reason) {
        const answer = await ask("unassign", [card.id, newKey(), reason], {
            seen: card.worker.id,
        });
        tell(answer, _t("%s is offered to others now.", card.number));
        return refresh();
    }

    function chooseWorker(card, now) {
        dialog.add(AssignDialog, {card, now, onGive: (person) => give(card, person)});
    }

    async function askTakeBack(card) {
        dialog.add(ReasonDialog, {
            title: _t("Take %s back", card.number),
            message: _t(
                "%s loses the errand, and it is offered to others.",
                card.worker.name
            ),
            reasons: await orm.call("errand.board", "reasons", []),
            confirmLabel: _t("Take Back"),
            onChoose: (reason) => takeBack(card, reason),
        });
    }

    function askCallOff(card) {
        dialog.add(ConfirmationDialog, {
            title: _t("Call %s off?", card.number),
            body: _t("The order ends. What it costs is shown before it is final."),
            confirmLabel: _t("Call Off"),
            cancelLabel: _t("Keep It"),
            cancel: () => {},
            confirm: () => callOff(card),
        });
    }

    /** What costs nothing ends at once; else Odoo's own window asks, with amounts. */
    async function callOff(card) {
        const next = await orm.call("errand.order", "action_cancel", [[card.order_id]]);
        return next ? action.doAction(next, {onClose: refresh}) : refresh();
    }

    function tell({result, message}, success) {
        const isDone = result === "done";
        notification.add(isDone ? success : message, {
            type: isDone ? "success" : "warning",
        });
    }

    return {give, chooseWorker, askTakeBack, askCallOff};
}
