package demopim

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

func TestParseScopes(t *testing.T) {
	for _, test := range []struct {
		version                             authcore.Version
		text, authorization, authentication string
	}{
		{authcore.V7_0, "", "", ""},
		{authcore.V7_0, "write_categories read_products openid", "read_products write_categories", "openid"},
		{authcore.V7_0, "read_products  read_products email profile openid email", "read_products", "email openid profile"},
		{authcore.V7_0, "READ_PRODUCTS read_product delete_categories write_channel_localization read_ products read", "", ""},
		{authcore.V7_0, "read_catalog_structure,read_products read_channel_localization\tread_products", "", ""},
		{authcore.V6_0, "delete_products read_catalogs write_catalogs delete_catalogs", "delete_products", ""},
		{authcore.V7_0, "read_catalogs write_catalogs delete_catalogs", "delete_catalogs read_catalogs write_catalogs", ""},
		{authcore.SaaS, "delete_catalogs read_assets", "delete_catalogs", ""},
	} {
		authorization, authentication := parseScopes(behaves(test.version), test.text)
		require.Equal(t, test.authorization, strings.Join(authorization, " "), test.text)
		require.Equal(t, test.authentication, strings.Join(authentication, " "), test.text)
	}
}

// What each scope implies and grants, and the same of all of them.
func TestScopes(t *testing.T) {
	for _, test := range [][3]string{
		{"read_products", "read_products", "product_list"},
		{"write_products", "read_products write_products", "product_list product_edit"},
		{"delete_products", "delete_products read_products write_products", "product_remove product_list product_edit"},
		{"read_catalog_structure", "read_catalog_structure", "attribute_list attribute_group_list family_list family_variant_list"},
		{"write_catalog_structure", "read_catalog_structure write_catalog_structure", "attribute_list attribute_group_list family_list family_variant_list attribute_edit attribute_group_edit family_edit family_variant_edit"},
		{"read_attribute_options", "read_attribute_options", "attribute_option_list"},
		{"write_attribute_options", "read_attribute_options write_attribute_options", "attribute_option_list attribute_option_edit"},
		{"read_categories", "read_categories", "category_list"},
		{"write_categories", "read_categories write_categories", "category_list category_edit"},
		{"read_channel_localization", "read_channel_localization", "locale_list currency_list"},
		{"read_channel_settings", "read_channel_settings", "channel_list"},
		{"write_channel_settings", "read_channel_settings write_channel_settings", "channel_list channel_edit"},
		{"read_association_types", "read_association_types", "association_type_list"},
		{"write_association_types", "read_association_types write_association_types", "association_type_list association_type_edit"},
		{"read_catalogs", "read_catalogs", "catalog_list"},
		{"write_catalogs", "read_catalogs write_catalogs", "catalog_list catalog_edit"},
		{"delete_catalogs", "delete_catalogs read_catalogs write_catalogs", "catalog_remove catalog_list catalog_edit"},
	} {
		scopes := []string{test[0]}
		require.Equal(t, test[1], strings.Join(implied(scopes), " "), test[0])
		granted := "pim_api_overall_access pim_api_" + strings.ReplaceAll(test[2], " ", " pim_api_")
		require.Equal(t, granted, strings.Join(permissionsOf(scopes), " "), test[0])
		require.Equal(t, scopes, strongest(implied(scopes)))
	}
	require.Equal(t, []string{"pim_api_overall_access"}, permissionsOf(nil))
	require.Equal(t, []string{"pim_api_overall_access"}, permissionsOf([]string{"", "_", "products", "admin_products"}))
	require.Equal(t, []string{"read_categories", "write_catalog_structure", "delete_products"},
		strongest([]string{"read_categories", "write_products", "write_catalog_structure", "read_products", "delete_products"}))
}
