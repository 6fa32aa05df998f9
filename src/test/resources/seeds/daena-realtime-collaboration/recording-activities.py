import requests

# Record an activity
response = requests.post(
    "http://localhost:8000/api/v1/collaboration/record-activity",
    headers={"Authorization": "Bearer YOUR_TOKEN"},
    json={
        "agent_id": "agent_1",
        "department": "engineering",
        "activity_type": "memory_write",
        "metadata": {
            "item_id": "item_123",
            "size_bytes": 1024
        },
        "related_agents": ["agent_2"]
    }
)
print(response.json())

# Complete the activity
response = requests.post(
    "http://localhost:8000/api/v1/collaboration/complete-activity",
    headers={"Authorization": "Bearer YOUR_TOKEN"},
    json={
        "activity_id": response.json()["activity_id"],
        "success": True
    }
)
