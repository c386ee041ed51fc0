package product

import (
	"laidan/internal/authz"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/httpapi"
)

// Routes are the catalogue's routes and who may use them.
func Routes(r *httpapi.Router) {
	httpapi.States(r, Product{})
	httpapi.Get(r, "/products", authz.ProductRead, getProducts)
	httpapi.Post(r, "/products", authz.ProductWrite, postProduct)
	httpapi.Patch(r, "/products/{id}", authz.ProductWrite, patchProduct)
}

// Products is the answer of the list.
type Products struct {
	Items []Product `json:"items"`
}

type getProductsIn struct {
	All bool `query:"all" doc:"Also those no longer sold"`
}

func getProducts(tx *db.Tx, in *getProductsIn) (Products, error) {
	items, err := List(tx, in.All)
	return Products{items}, err
}

type postProductIn struct{ Body New }

func postProduct(tx *db.Tx, in *postProductIn) (Product, error) { return Create(tx, in.Body) }

type patchProductIn struct {
	ID   crm.ProductID `path:"id"`
	Body Change
}

func patchProduct(tx *db.Tx, in *patchProductIn) (Product, error) { return Update(tx, in.ID, in.Body) }
