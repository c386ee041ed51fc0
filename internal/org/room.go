package org

import "laidan/internal/room"

// Room is departments and people.
func Room(n Needs) room.Room {
	return room.Room{Name: "org", Tables: tables, Facts: recorded, Routes: Routes, Needs: n}
}

var tables = []room.Table{
	{Name: "tenant", Rows: 1, Sweep: room.Ours},
	{Name: "department", Rows: 40, Sweep: room.Ours},
	{Name: "person", Rows: 300, Sweep: room.Ours},
	{Name: "visible", Rows: 3_000, Sweep: room.Ours},
}

var recorded = []room.Fact{
	{Kind: "org.DepartmentChanged"},
	{Kind: "org.DepartmentCreated"},
	{Kind: "org.Founded"},
	{Kind: "org.OrganisationChanged"},
	{Kind: "org.PersonChanged"},
	{Kind: "org.PersonCreated"},
	{Kind: "org.PersonDisabled"},
	{Kind: "org.PersonEnabled"},
	{Kind: "org.PersonInvited"},
}
