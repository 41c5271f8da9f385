module example.com/retries
