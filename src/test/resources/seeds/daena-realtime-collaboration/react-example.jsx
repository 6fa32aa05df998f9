import { useEffect, useState } from 'react';

function CollaborationDashboard() {
  const [activities, setActivities] = useState([]);
  const [agentStatus, setAgentStatus] = useState({});
  const [ws, setWs] = useState(null);

  useEffect(() => {
    const websocket = new WebSocket('ws://localhost:8000/api/v1/collaboration/ws?client_id=client_1');
    
    websocket.onmessage = (event) => {
      const data = JSON.parse(event.data);
      
      switch (data.type) {
        case 'agent_activity':
          setActivities(prev => [data.activity, ...prev].slice(0, 50));
          break;
        case 'agent_status_update':
          setAgentStatus(data.agents);
          break;
      }
    };
    
    setWs(websocket);
    
    return () => {
      websocket.close();
    };
  }, []);

  return (
    <div>
      <h2>Agent Activities</h2>
      <ul>
        {activities.map(activity => (
          <li key={activity.activity_id}>
            {activity.agent_id}: {activity.activity_type}
          </li>
        ))}
      </ul>
      
      <h2>Agent Status</h2>
      <ul>
        {Object.entries(agentStatus).map(([agentId, status]) => (
          <li key={agentId}>
            {agentId}: {status.status}
          </li>
        ))}
      </ul>
    </div>
  );
}
