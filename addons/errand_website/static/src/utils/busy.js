/** Show that a button is at work, or that it can be used again. */
export function setBusy(button, isBusy) {
    button.disabled = isBusy;
    button.setAttribute("aria-busy", String(isBusy));
    const spinner = button.querySelector(".o_errand_spinner");
    if (isBusy && !spinner) {
        const added = document.createElement("span");
        added.className = "o_errand_spinner spinner-border spinner-border-sm me-2";
        added.setAttribute("aria-hidden", "true");
        button.prepend(added);
    } else if (!isBusy) {
        spinner?.remove();
    }
}
