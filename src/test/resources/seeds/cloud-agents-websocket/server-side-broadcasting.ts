// Get WebSocket manager
const wsManager = (global as any).wsManager;

// Broadcast agent status to all authenticated clients
wsManager.broadcastAgentStatus({
  agentName: 'CLOUD_ASSISTANT',
  state: 'working',
  currentTask: 'Analyzing code',
  progress: 50
});

// Broadcast chat message
wsManager.broadcastChatMessage({
  conversationId: 'conv-123',
  messageId: 'msg-456',
  content: 'Analysis complete!',
  sender: 'CLOUD_ASSISTANT',
  timestamp: new Date().toISOString()
});

// Send notification to all users
wsManager.sendNotification('success', 'All tests passed!');

// Send notification to specific user
wsManager.sendNotification('error', 'Task failed', 'user-123');
