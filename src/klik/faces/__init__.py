"""What people and machines see of Klik: ui below, then portal, desk, hub, api and cli."""
