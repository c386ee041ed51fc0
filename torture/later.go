package main

import "context"

func nodePaused(ctx context.Context, b *bench) (string, error) { return "", nil }
func twoNodes(ctx context.Context, b *bench) (string, error)   { return "", nil }
func claimRace(ctx context.Context, b *bench) (string, error)  { return "", nil }
func fight(ctx context.Context, b *bench) (string, error)      { return "", nil }
func jobsKilled(ctx context.Context, b *bench) (string, error) { return "", nil }
func clockJumps(ctx context.Context, b *bench) (string, error) { return "", nil }
func badClients(ctx context.Context, b *bench) (string, error) { return "", nil }
func parsers(ctx context.Context, b *bench) (string, error)    { return "", nil }
func routing(ctx context.Context, b *bench) (string, error)    { return "", nil }
