"""What importers of chats share: channels become conversations."""
