import {mount, whenReady} from "@odoo/owl";
import {appTranslateFn} from "@web/core/l10n/translation";
import {MainComponentsContainer} from "@web/core/main_components_container";
import {registry} from "@web/core/registry";
import {getTemplate} from "@web/core/templates";
import {makeEnv, startServices} from "@web/env";
import {ChatPage} from "./chat_page";

/** Start Discuss's services, and show one room instead of Discuss's own frame. */
async function boot() {
    await whenReady();
    const components = registry.category("main_components");
    components.add("ErrandChatPage", {Component: ChatPage}, {sequence: 1});
    const env = makeEnv();
    await startServices(env);
    // There is no other conversation here that could float above this one.
    components.remove("mail.ChatHub");
    env.services["mail.store"].insert(odoo.discuss_data);
    odoo.isReady = true;
    const root = await mount(MainComponentsContainer, document.body, {
        env,
        getTemplate,
        dev: env.debug,
        translatableAttributes: ["data-tooltip"],
        translateFn: appTranslateFn,
    });
    odoo.__WOWL_DEBUG__ = {root};
}

boot();
