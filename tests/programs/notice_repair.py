"""Runs in an Odoo shell: repairs what ``notice_killed.py`` left behind.

Prints one line, RESULT and JSON: the states before and after, and what was sent.
"""

import json

from odoo.addons.queue_job.job import Job

env = globals()["env"]
notice = env["errand.notice"].search([("key", "like", ":killed:")], limit=1)
before = notice.state
env.cr.execute(
    "UPDATE errand_notice SET try_at = try_at - interval '10 minutes' WHERE id = %s",
    [notice.id],
)
env["queue.job"].search([("method_name", "=", "_deliver")]).unlink()
env.invalidate_all()
logged = env["errand.sms.log"].search_count([])
for _time in range(2):
    env["errand.notice"]._repair()
    env.flush_all()
    for record in env["queue.job"].search([("method_name", "=", "_deliver")]):
        job = Job.load(env, record.uuid)
        # The demo has notices of its own that wait: they are not what is counted.
        if job.recordset == notice:
            job.perform()
env.cr.commit()
result = {
    "before": before,
    "after": notice.state,
    "sent": env["errand.sms.log"].search_count([]) - logged,
}
print("RESULT", json.dumps(result))
