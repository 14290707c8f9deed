// The key of OpenID: one pair for all demo PIMs and all time, made once with
// openssl. It is public on purpose. A real PIM makes its own.

package demopim

// demoKey is base64 of the two primes, of the private exponents modulo each,
// and of the inverse of the second prime modulo the first, 128 bytes each. The
// first prime is the greater one.
const demoKey = "" +
	"/SHA02zRpBv1jVKjnmVGFpOnajceLhzUj99ZLoWeT0vVZ94q33pHsNaTxsDLU26ki3QuTfxPU6YqVdeRQ2Fd4KC0bM+PJsrWmcdd" +
	"hPn7oPwn0x44PTOcWnHivbyhSrPhU0QgF22Fe44tHNVEssisFm6sQT1Jh+a1YpsliWKg/L/yL2k4gXuK1Iv2pRjmiHdjNv25FJ01" +
	"cXtq81fMDKXqFl2/eGhOHPATbjQgPunYnADGwX99q9UJGL38ga2tSUq+VsApjpGD8dU4FGbxMnOnElQBnvqz4ICikNX/T/zcxBLS" +
	"sJ/NJcUoc0/AOM+9vNG0tULPSu+JtlNQkgKV/DaU6QDbgmm07qjdp2FJLGC2+xvMeD613RZO5rFuEkFEFpsyKJDngcGsCl4g+/Mq" +
	"aAXqVAhc5mNBPYuM/ou35TgTNlwybyoHMfbxrPRsZnay2hVbhU8DxTD/4cG0rQ3ze6BjJ5o+mtU5e8BFZQW5+zeX0m1pBpBaAsvB" +
	"DlA9Mk1a1izFiArV4mXpzgyjKsOG/0i9N8BWOjc4MCM1HtjfAsJAGQTDWKD8hpR+z4tiQJLWrVTEouFjCmcR3nBFmKgHtYWsNMtq" +
	"Wm25lBKuoTfks6yRhtIm2lpBnfWIjMkrTKXT9vc1U6Dfw09qNtS/gczn9T8x1X7Urrj7YbJHjsTWKwZoarELqI1FNAnPRtNTOQC4" +
	"wYSdxqwmc5UgLFG8UZmteisznB6ws8F3VhohuQZAxiqfoXKgb5E/DMTIwknm+mx+aV/7tFhCpFzLCYS/kFu60sjEZOSWCEx5W39c" +
	"LblkQndtgaA7jV3OclG+dAScHKc9BjdyMSj96gCHrFvMxfAzQmfeNA=="

// demoCertificate has the public half: RSA of 2048 bits, self-signed, subject
// O=Akeneo, an authority, valid through 2026. Its lines end as PHP's do.
const demoCertificate = "" +
	"-----BEGIN CERTIFICATE-----\r\n" +
	"MIIC4zCCAcugAwIBAgIIGis8TV5vcIEwDQYJKoZIhvcNAQELBQAwETEPMA0GA1UE\r\n" +
	"CgwGQWtlbmVvMB4XDTI2MDEwMTAwMDAwMFoXDTI3MDEwMTAwMDAwMFowETEPMA0G\r\n" +
	"A1UECgwGQWtlbmVvMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA73jJ\r\n" +
	"hPswOCnlItRyDXktaXdn10KEou7m91quAxWla7SoATjekSSHAdIsteEWBj32pxu/\r\n" +
	"3/EIc4cFrdqdjxJoGBEzn7Od67ivxgqXc04CjN7gS0ZJ/q6Ry0F/nZmMBkmVJXdX\r\n" +
	"V/6UTMNDph3WC4ZNdp5kUr+JwWpjGS7Gjo3jfwqD4/fu7qsNQ3/mhsuJUsk7ixLB\r\n" +
	"7DDd8xyp4KzDoBdYgRfsun1MKU8s4Uiz13Yeg7DeYa69yuuw0HBQM2+CKXGKkgOY\r\n" +
	"ij6mgjkoL1xa/qYRh/PcF1qcZa0GhbUZ+0X7kOm7OQt6ULjTXeuuxIKq3o/AB7Pv\r\n" +
	"mqhClDoXlHb8Ku511wIDAQABoz8wPTAPBgNVHRMBAf8EBTADAQH/MAsGA1UdDwQE\r\n" +
	"AwIBBjAdBgNVHQ4EFgQUKAylUsDefFLgqYtDAlBvkRYg7q8wDQYJKoZIhvcNAQEL\r\n" +
	"BQADggEBAI1IS26Il2YUAE6tnYEMfLFJiOzYmk6ikb2Ej/oyH1xwZeZzFE5If0B/\r\n" +
	"v/ggrulAMp0K+/lN426piLVya48vdx1lYK/KhewO6G17HqNHNmkj5lSl9yTAs97b\r\n" +
	"OuoqGOxrESdjaxErMh4EFaSzsKrC37M/hcfbJbzwY+UYna5rOm0gyOWVg4VkGbFH\r\n" +
	"49kSfXv+McedZhemIVmZ1WYXvbxIkOgtBQoDP8sY3e7mm78nQrqcNcTtUpmEuC5d\r\n" +
	"UNk7o8XFJgClP6zmcZckjwp4zix0NBuh2105Na9SiAMYbgDQGuQTNWnLpduEEFP1\r\n" +
	"XJqWCR+9NFOlu35DxIUNZRoxzCyT9jM=\r\n" +
	"-----END CERTIFICATE-----"
