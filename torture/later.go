package main

import "context"

func badClients(ctx context.Context, b *bench) (string, error) { return "", nil }
func parsers(ctx context.Context, b *bench) (string, error)    { return "", nil }
func routing(ctx context.Context, b *bench) (string, error)    { return "", nil }
