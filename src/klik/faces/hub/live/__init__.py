"""The hub's live: questions to a room: joining, answering, the big screen, comparing later."""
