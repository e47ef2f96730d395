-- A copy of the database makes no calls.
UPDATE res_company SET errand_call_provider = 'log' WHERE errand_call_provider = 'alibaba';
UPDATE res_company SET alibaba_call_key_id = NULL, alibaba_call_secret = NULL;
