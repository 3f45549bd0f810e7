"""What importers of chats share: channels become conversations, and names of emoji become characters."""
