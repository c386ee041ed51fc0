package deal

import (
	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/httpapi"
	"laidan/internal/list"
)

// Routes are the module's paths with the permission each needs.
func Routes(r *httpapi.Router) {
	httpapi.States(r, Deal{}, Contract{})
	httpapi.Get(r, "/deals", authz.DealRead, getDeals)
	httpapi.Get(r, "/deals/sums", authz.DealRead, getDealSums)
	httpapi.Get(r, "/contracts/sums", authz.ContractRead, getContractSums)
	httpapi.Post(r, "/customers/{id}/deals", authz.DealWrite, postDeal)
	httpapi.Get(r, "/customers/{id}/deals", authz.ContractRead, getOf)
	httpapi.Patch(r, "/deals/{id}", authz.DealWrite, patchDeal)
	httpapi.Post(r, "/deals/{id}/lost", authz.DealWrite, postLost)
	httpapi.Post(r, "/deals/{id}/contract", authz.ContractWrite, postContract)
	httpapi.Get(r, "/contracts", authz.ContractRead, getContracts)
	httpapi.Get(r, "/contracts/{id}", authz.ContractRead, getOneContract)
	httpapi.Patch(r, "/contracts/{id}", authz.ContractWrite, patchContract)
	httpapi.Post(r, "/contracts/{id}/payments", authz.PaymentWrite, postPayment)
	httpapi.Post(r, "/contracts/{id}/acceptance", authz.ContractWrite, postAcceptance)
}

type dealsIn struct {
	State string `query:"state" enum:"open,won,lost" doc:"Default: all"`
	list.Params
}

func getDeals(tx *db.Tx, in *dealsIn) (crm.Page[Deal], error) { return Deals(tx, in.State, in.Params) }

type dealIn struct {
	ID   crm.CustomerID `path:"id"`
	Body Terms
}

func postDeal(tx *db.Tx, in *dealIn) (Deal, error) { return Create(tx, in.ID, in.Body) }

type ofIn struct {
	ID crm.CustomerID `path:"id"`
}

func getOf(tx *db.Tx, in *ofIn) (OfCustomer, error) { return Of(tx, in.ID) }

type changeIn struct {
	ID   crm.DealID `path:"id"`
	Body Change
}

func patchDeal(tx *db.Tx, in *changeIn) (Deal, error) { return Update(tx, in.ID, in.Body) }

type lostIn struct {
	ID   crm.DealID `path:"id"`
	Body struct {
		Reason     string `json:"reason" minLength:"1" maxLength:"400"`
		Competitor string `json:"competitor,omitempty" maxLength:"120"`
		Version    int64  `json:"version,omitempty"`
	}
}

func postLost(tx *db.Tx, in *lostIn) (Deal, error) {
	return Lose(tx, in.ID, in.Body.Reason, in.Body.Competitor, in.Body.Version)
}

type signIn struct {
	ID   crm.DealID `path:"id"`
	Body Paper
}

func postContract(tx *db.Tx, in *signIn) (Contract, error) { return Sign(tx, in.ID, in.Body) }

type sumsOut struct {
	Items []Sum `json:"items" doc:"One per currency"`
}

func getDealSums(tx *db.Tx, in *dealsIn) (sumsOut, error) {
	sums, err := SumDeals(tx, in.State, in.Params)
	return sumsOut{sums}, err
}

func getContractSums(tx *db.Tx, in *contractsIn) (sumsOut, error) {
	sums, err := SumContracts(tx, in.Params)
	return sumsOut{sums}, err
}

type contractsIn struct{ list.Params }

func getContracts(tx *db.Tx, in *contractsIn) (crm.Page[Contract], error) {
	return Contracts(tx, in.Params)
}

type contractIn struct {
	ID crm.ContractID `path:"id"`
}

func getOneContract(tx *db.Tx, in *contractIn) (Contract, error) { return OneContract(tx, in.ID) }

type correctIn struct {
	ID   crm.ContractID `path:"id"`
	Body PaperChange
}

func patchContract(tx *db.Tx, in *correctIn) (Contract, error) { return Correct(tx, in.ID, in.Body) }

type paymentIn struct {
	ID   crm.ContractID `path:"id"`
	Body Incoming
}

func postPayment(tx *db.Tx, in *paymentIn) (Contract, error) { return Pay(tx, in.ID, in.Body) }

type acceptanceIn struct {
	ID   crm.ContractID `path:"id"`
	Body struct {
		AcceptedOn crm.Day    `json:"acceptedOn"`
		FileID     crm.BlobID `json:"fileId"`
	}
}

func postAcceptance(tx *db.Tx, in *acceptanceIn) (Contract, error) {
	return Accept(tx, in.ID, in.Body.AcceptedOn, in.Body.FileID)
}
