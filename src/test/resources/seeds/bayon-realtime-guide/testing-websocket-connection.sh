# Install wscat for testing
npm install -g wscat

# Test connection
wscat -c "wss://your-api-id.execute-api.us-east-1.amazonaws.com/development?userId=test-user&token=test-token"

# Send test message
{"action": "sendMessage", "roomId": "test-room", "message": "Hello World!"}
