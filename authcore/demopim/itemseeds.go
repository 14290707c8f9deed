// The items that the demo's PIM holds at first: an entity, what the item
// belongs to or -, and the members that are not as in a new one.

package demopim

import (
	"slices"
	"strings"
	"sync"

	"github.com/pim-auth/playground/authcore/jsontext"
)

const itemText = `association_type - {"code":"X_SELL","labels":{"en_US":"Cross sell","fr_FR":"Vente croisée"}}
attribute - {"code":"a_file","type":"pim_catalog_file","group":"attributeGroupA","allowed_extensions":["txt","pdf"],"labels":{"en_US":"A file"}}
attribute - {"code":"a_multi_select","type":"pim_catalog_multiselect","group":"attributeGroupA","labels":{"en_US":"A multi select"}}
attribute - {"code":"a_text","type":"pim_catalog_text","group":"attributeGroupA","labels":{"en_US":"A text"}}
attribute - {"code":"a_yes_no","type":"pim_catalog_boolean","group":"attributeGroupA","labels":{"en_US":"A yes/no"}}
attribute - {"code":"name","type":"pim_catalog_text","group":"other","useable_as_grid_filter":true,"labels":{"en_US":"Name","fr_FR":"Nom"}}
attribute - {"code":"price","type":"pim_catalog_price_collection","group":"other","decimals_allowed":true,"labels":{"en_US":"Price","fr_FR":"Prix"}}
attribute - {"code":"sku","type":"pim_catalog_identifier","group":"other","unique":true,"useable_as_grid_filter":true,"labels":{"en_US":"SKU"}}
attribute_group - {"code":"attributeGroupA","sort_order":1,"attributes":["a_file","a_multi_select","a_text","a_yes_no"],"labels":{"en_US":"Attribute group A"}}
attribute_group - {"code":"other","sort_order":100,"attributes":["name","price","sku"],"labels":{"en_US":"Other","fr_FR":"Autre"}}
attribute_option a_multi_select {"code":"optionA","attribute":"a_multi_select","labels":{"en_US":"Option A"}}
channel - {"code":"ecommerce","currencies":["EUR","USD"],"locales":["en_US","fr_FR"],"category_tree":"master","labels":{"en_US":"Ecommerce"}}
currency - {"code":"EUR","enabled":true}
currency - {"code":"USD","enabled":true}
family - {"code":"familyA","attributes":["a_file","a_multi_select","a_text","a_yes_no","name","price","sku"],"attribute_as_label":"name","attribute_requirements":{"ecommerce":["name","sku"]},"labels":{"en_US":"Family A","fr_FR":"Famille A"}}
family_variant familyA {"code":"familyVariantA1","labels":{"en_US":"Family variant A1"},"variant_attribute_sets":[{"level":1,"axes":["a_yes_no"],"attributes":["a_yes_no","sku"]}]}
locale - {"code":"en_US","enabled":true}
locale - {"code":"fr_FR","enabled":true}
measure_family - {"code":"Length","standard":"METER","units":[{"code":"METER","convert":{"mul":"1"},"symbol":"m"},{"code":"CENTIMETER","convert":{"mul":"0.01"},"symbol":"cm"}]}
measurement_family - {"code":"Length","labels":{"en_US":"Length","fr_FR":"Longueur"},"standard_unit_code":"METER","units":{"METER":{"code":"METER","labels":{"en_US":"Meter"},"convert_from_standard":[{"operator":"mul","value":"1"}],"symbol":"m"},"CENTIMETER":{"code":"CENTIMETER","labels":{"en_US":"Centimeter"},"convert_from_standard":[{"operator":"mul","value":"0.01"}],"symbol":"cm"}}}
media_file - {"code":"8/d/3/c/8d3c0fd3a1c0c1b5a2a3e5a5d8d3f4b7a6c9e012_mug.txt","original_filename":"mug.txt","mime_type":"text/plain","size":15,"extension":"txt","data":"QSBtdWcgZm9yIHRlYS4K"}
product_model - {"code":"shirt","family":"familyA","family_variant":"familyVariantA1","categories":["categoryA"],"values":{"name":[{"locale":null,"scope":null,"data":"Shirt"}]}}
product - {"identifier":"cap","family":"familyA","categories":["categoryA1"],"values":{"name":[{"locale":null,"scope":null,"data":"Cap"}],"price":[{"locale":null,"scope":null,"data":[{"amount":"12.50","currency":"EUR"}]}]}}
product - {"identifier":"mug","family":"familyA","categories":["categoryB"],"values":{"a_file":[{"locale":null,"scope":null,"data":"8/d/3/c/8d3c0fd3a1c0c1b5a2a3e5a5d8d3f4b7a6c9e012_mug.txt"}],"a_multi_select":[{"locale":null,"scope":null,"data":["optionA"]}],"name":[{"locale":null,"scope":null,"data":"Mug"}]}}
product - {"identifier":"shirt_long","family":"familyA","categories":["categoryA"],"parent":"shirt","values":{"a_yes_no":[{"locale":null,"scope":null,"data":true}],"name":[{"locale":null,"scope":null,"data":"Shirt"}]}}`

var (
	itemsOnce sync.Once
	itemSeeds []item
)

// seedItems makes the items of the seeds, a product model before its variants.
func seedItems() []item {
	itemsOnce.Do(func() {
		for _, line := range strings.Split(itemText, "\n") {
			part := strings.SplitN(line, " ", 3)
			e, own := entityOf(part[0]), parsed(part[2])
			thing := own
			if e.shape != "" {
				thing = parsed(e.shape)
				for i := range own {
					set(thing, own[i].Name, own[i].Value)
				}
			}
			set(thing, "created", seeded)
			set(thing, "updated", seeded)
			itemSeeds = append(itemSeeds, item{e.name, strings.TrimPrefix(part[1], "-"), text(thing[0].Value), string(jsontext.Append(nil, thing))})
		}
	})
	return slices.Clone(itemSeeds)
}

// seeded is when the things of the seeds were written.
const seeded = "2016-06-14T13:12:50+02:00"
