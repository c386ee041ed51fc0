package deal

import (
	"laidan/internal/authz"
	"laidan/internal/room"
)

// Room is deals, contracts and payments.
func Room() room.Room {
	return room.Room{Name: "deal", Tables: tables, Facts: recorded, Timeline: arms, Routes: Routes}
}

var tables = []room.Table{
	{Name: "deal", Rows: 20_000, Merge: room.Move(), Erase: room.Wordless, Told: "created_at", Covered: []string{"name", "competitor"}},
	{Name: "contract", Rows: 10_000, Merge: room.Move(), Erase: room.Wordless, Told: "created_at"},
	{Name: "payment", Rows: 20_000, Merge: room.Move(), Erase: room.Wordless, Told: "created_at"},
}

var recorded = []room.Fact{
	{Kind: "deal.Accepted", Change: true, Need: authz.DealRead},
	{Kind: "deal.Changed", Change: true, Need: authz.DealRead},
	{Kind: "deal.ContractChanged", Change: true, Need: authz.DealRead},
	{Kind: "deal.Created"},
	{Kind: "deal.Lost", Change: true, Need: authz.DealRead},
	{Kind: "deal.Paid"},
	{Kind: "deal.Signed"},
}
