"""Asks people and waits for their answer, however often it is started anew.

The Idempotency-Key makes it ask once: the same key gives the first request's id again.
"""
import os
import sys

import requests

hub = requests.Session()
hub.headers["Authorization"] = "Bearer " + os.environ["PARLEY_KEY"]
url = os.environ["PARLEY_URL"] + "/api/v1/collaboration/decision-requests"

asked = hub.post(url, headers={"Idempotency-Key": sys.argv[1]}, json={
    "agent_id": "deployer",
    "question": "Ship 2.1?\nThe tests are green.",
    "options": [{"id": "yes", "label": "Ship it"}, {"id": "no", "label": "Wait"}],
})
asked.raise_for_status()
request = asked.json()["request_id"]
print("asked", request, flush=True)

while True:
    answer = hub.get(url + "/" + request, params={"wait": 30}).json()
    if answer["status"] != "pending":
        break
print(answer["status"], answer["option_id"], answer["answered_by"], flush=True)
