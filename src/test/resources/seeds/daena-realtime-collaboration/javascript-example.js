const ws = new WebSocket('ws://localhost:8000/api/v1/collaboration/ws?client_id=client_1');

ws.onopen = () => {
  console.log('Connected to collaboration WebSocket');
  
  // Send ping
  setInterval(() => {
    ws.send(JSON.stringify({ type: 'ping' }));
  }, 30000); // Every 30 seconds
};

ws.onmessage = (event) => {
  const data = JSON.parse(event.data);
  
  switch (data.type) {
    case 'collaboration_state':
      console.log('Initial state:', data);
      break;
    case 'agent_activity':
      console.log('Activity:', data.activity);
      break;
    case 'memory_update':
      console.log('Memory update:', data.update);
      break;
    case 'agent_status_update':
      console.log('Status update:', data.agents);
      break;
  }
};

ws.onerror = (error) => {
  console.error('WebSocket error:', error);
};

ws.onclose = () => {
  console.log('WebSocket closed');
};
