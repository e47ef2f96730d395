-- A copy of a database sends nothing.
UPDATE res_company SET alibaba_sms_key_id = NULL, alibaba_sms_secret = NULL;
