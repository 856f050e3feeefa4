"""The web target: a questionnaire that runs in a browser, over the generated ESM module."""
