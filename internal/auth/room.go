package auth

import "laidan/internal/room"

// Room is log-ins, sessions and tokens.
func Room(n Needs) room.Room {
	return room.Room{Name: "auth", Tables: tables, Facts: recorded, Routes: Routes, Crons: Crons(), Needs: n}
}

var tables = []room.Table{
	{Name: "login", Sweep: room.Ours},
	{Name: "session", Sweep: room.Ours},
	{Name: "known_device", Sweep: room.Ours},
	{Name: "setup_link", Sweep: room.Ours},
	{Name: "login_guard", Sweep: room.Ours},
}

var recorded = []room.Fact{
	{Kind: "auth.LogInFailed"},
	{Kind: "auth.LoggedIn"},
	{Kind: "auth.LoggedOut"},
	{Kind: "auth.PasswordChanged"},
	{Kind: "auth.PasswordSet"},
	{Kind: "auth.SessionRevoked"},
	{Kind: "auth.SetUp"},
	{Kind: "auth.TokenCreated"},
}
