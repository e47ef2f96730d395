/** Text that a form keeps in this tab until it is sent: the way over a login. */

const SKIPPED = new Set(["csrf_token", "key", "quote_id", "as_json"]);

function storage() {
    try {
        return window.sessionStorage;
    } catch {
        return null; // blocked by the browser: nothing is kept
    }
}

function isKept(field) {
    return field.name && field.type !== "file" && !SKIPPED.has(field.name);
}

function isChecked(field) {
    return ["radio", "checkbox"].includes(field.type);
}

/** Keep what is typed in ``form``. */
export function saveDraft(form, key) {
    const texts = {};
    for (const field of form.elements) {
        if (isKept(field) && (!isChecked(field) || field.checked)) {
            texts[field.name] = field.value;
        }
    }
    const files = [...form.querySelectorAll("input[type=file]")];
    const hasFiles = files.some((input) => input.files.length > 0);
    try {
        storage()?.setItem(key, JSON.stringify({texts, hasFiles}));
    } catch {
        // Full or blocked: the form itself still holds everything.
        return false;
    }
    return true;
}

/** Return what was kept: ``{texts, hasFiles}``, or null. */
export function readDraft(key) {
    try {
        const kept = JSON.parse(storage()?.getItem(key) || "null");
        return kept && typeof kept.texts === "object" ? kept : null;
    } catch {
        return null;
    }
}

/** Put kept texts back into ``form``; return whether anything changed. */
export function restoreDraft(form, texts) {
    let changed = false;
    for (const field of form.elements) {
        if (!isKept(field)) {
            continue;
        }
        const kept = texts[field.name];
        if (isChecked(field)) {
            const checked = kept === field.value;
            changed = changed || checked !== field.checked;
            field.checked = checked;
        } else if (kept !== undefined && kept !== field.value) {
            field.value = kept;
            changed = true;
        }
    }
    return changed;
}

/** Forget what was kept. */
export function dropDraft(key) {
    storage()?.removeItem(key);
}
