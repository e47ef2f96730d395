import {_t} from "@web/core/l10n/translation";

/** The level of a kind of proof: no, optional or required. */
export function levelOf(job, kind) {
    if (!job.proofs) {
        // Kept on this phone by an older app.
        return kind === "code" && job.needs_code ? "required" : "no";
    }
    return job.proofs.find((proof) => proof.kind === kind)?.level || "no";
}

/** Where a picture is: given (the server has it), waiting (on this phone) or none. */
export function pictureState(job, kind, taps) {
    const isOf = (tap) => tap.taskId === job.id && tap.step === kind;
    if (taps.some((tap) => isOf(tap) && tap.status === "waiting")) {
        return "waiting";
    }
    return job.proofs?.find((proof) => proof.kind === kind)?.is_given
        ? "given"
        : "none";
}

/** Why a picture was refused, empty when none was. */
export function refusalOf(job, kind, taps) {
    const refused = taps.find(
        (tap) => tap.taskId === job.id && tap.step === kind && tap.status === "refused"
    );
    return refused?.reason || "";
}

/** What to do about the first proof that is missing. */
export function missingText(kind) {
    const texts = {
        code: _t("The code has six digits."),
        photo: _t("Please take a photo first."),
        signature: _t("Please let the recipient sign first."),
        pickup_photo: _t("Please take a photo of the goods first."),
    };
    return texts[kind] || "";
}
