"""What came from the other side: their offer beside ours."""
