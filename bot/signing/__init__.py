"""Who signs the head of the record: a key in a file, or one that lies in an Azure Key Vault."""
