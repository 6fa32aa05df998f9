import asyncio
import websockets
import json

async def connect_collaboration():
    uri = "ws://localhost:8000/api/v1/collaboration/ws?client_id=client_1"
    
    async with websockets.connect(uri) as websocket:
        # Receive initial state
        message = await websocket.recv()
        data = json.loads(message)
        print(f"Initial state: {data}")
        
        # Send ping
        await websocket.send(json.dumps({"type": "ping"}))
        
        # Listen for updates
        while True:
            message = await websocket.recv()
            data = json.loads(message)
            
            if data["type"] == "agent_activity":
                print(f"Activity: {data['activity']['activity_type']}")
            elif data["type"] == "memory_update":
                print(f"Memory update: {data['update']['operation']}")
            elif data["type"] == "agent_status_update":
                print(f"Status update: {data['agents']}")

# Run
asyncio.run(connect_collaboration())
