/** Pauses before a busy answer is asked again; about two seconds in all. */
export const BUSY_PAUSES_MS = [120, 250, 500, 1000];

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Ask for an errand. Busy (another's claim is being decided) is asked again by itself
 * with the same key, so it can be won once only.
 *
 * @param {function} ask returns the server's answer: {result, message}
 * @returns the answer; busy only when it stayed so
 */
export async function contest(ask, pauses = BUSY_PAUSES_MS) {
    let answer = await ask();
    for (const ms of pauses) {
        if (answer.result !== "busy") {
            break;
        }
        await pause(ms);
        answer = await ask();
    }
    return answer;
}
