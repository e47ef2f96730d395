from . import errand_statement_report
